import ImageBuild
import Model
import Subprocess
import Testing

@Suite struct TemplateRendererTests {
    @Test("templates see params and builder, and are named after the step")
    func rendersContext() async throws {
        let workflow = Workflow(templates: [
            ".pkr.hcl": """
            {{ params.vpc_name }} {{ params.source_ami_id }} {{ params.output_ami_name }} {{ params.aws_region }}
            {{ builder.source_ami_id }} {{ builder.output_ami_name }} {{ builder.workflow_param.vpc_name }}
            {{ builder.workflow_param.aws_region }} {{ builder.step_param.step_id }} {{ params.step_id }}
            {% for key, value in params.aws_tags.items() %}{{ key }}={{ value | tojson }}{% endfor %}
            """,
            ".variables.pkr.hcl": "no parameters\n", ".pkrvars.hcl": "x = 1\n", "notes.txt": "{{ not read }}",
        ])
        let files = try await workflow.render()
        #expect(files.keys.sorted() == ["base.pkr.hcl", "base.pkrvars.hcl", "base.variables.pkr.hcl"])
        #expect(
            files["base.pkr.hcl"] == """
                devops-vpc ami-0aaa debian-12-base/1.0.0/base us-east-1
                ami-0aaa debian-12-base/1.0.0/base devops-vpc
                us-east-1 base base
                bus:team="platform"
                """)
        // Jinja2 takes one line end away from the end of a template, as it does everywhere.
        #expect(files["base.variables.pkr.hcl"] == "no parameters")
    }

    @Test("the endpoint is a parameter only where there is one")
    func endpoint() async throws {
        let text = "{% if params.aws_endpoint_url is defined %}{{ params.aws_endpoint_url }}{% else %}aws{% endif %}"
        let workflow = Workflow(templates: [".pkr.hcl": text])
        #expect(try await workflow.render()["base.pkr.hcl"] == "aws")
        #expect(try await workflow.render(endpoint: "http://127.0.0.1:1")["base.pkr.hcl"] == "http://127.0.0.1:1")
    }

    @Test("a parameter may have the name of a method of dictionaries")
    func keysBeforeMethods() async throws {
        #expect(try await Workflow(templates: [".pkr.hcl": "{{ params.items }}"]).render() == ["base.pkr.hcl": "kept"])
    }

    @Test("templates include one another within the step")
    func includes() async throws {
        let workflow = Workflow(templates: [
            ".pkr.hcl": "{% include 'parts/a.hcl' %}{% from 'macros.j2' import twice %}{{ twice('x') }}",
            "parts/a.hcl": "part {{ params.vpc_name }} ",
            "macros.j2": "{% macro twice(a) %}{{ a }}{{ a }}{% endmacro %}",
        ])
        #expect(try await workflow.render() == ["base.pkr.hcl": "part devops-vpc xx"])
    }

    @Test(
        "what is wrong in a template is told with file, line and name",
        arguments: [
            ("\n{{ params.vpc_nam }}", ":2: the parameter params.vpc_nam is missing; did you mean params.vpc_name?"),
            ("{{ params.aws_tags.x }}", ":1: the parameter params.aws_tags.x is missing"),
            ("{{ builder.step_param['q'] }}", ":1: the parameter builder.step_param.q is missing"),
            ("\n\n{{ parms.a }}", ":3: the name parms is unknown; did you mean params?"),
            ("{{ other }}", ":1: the name other is unknown; a template sees params and builder"),
            ("{% if params.nope %}{% endif %}", ":1: the parameter params.nope is missing"),
            ("\n{% if %}", ":2: Expected an expression, got 'end of statement block'"),
            ("{{ 1 / 0 }}", ":1: ZeroDivisionError: division by zero"),
            (
                "{% include '/etc/passwd' %}",
                ":1: there is no template /etc/passwd; only files below templates/ can be included"
            ),
            (
                "{% include '../step_param.json' %}",
                ":1: there is no template ../step_param.json; only files below templates/ can be included"
            ),
            ("{% include '.pkr.hcl' %}", ": the templates include one another without end"),
            ("{{ ''.__class__.__mro__ }}", ":1: access to attribute '__class__' of 'str' object is unsafe."),
            ("{{ params.update({'a': 1}) }}", ":1: access to attribute 'update' of 'dict' object is unsafe."),
            ("{{ 'a' * 10 ** 10 }}", ": the template needs more memory than it may have"),
            (
                "{% for i in range(9999) %}{{ 'a' * 1000 }}{% endfor %}",
                ": the rendered text is longer than 4000000 characters"
            ),
        ])
    func errors(text: String, message: String) async throws {
        let error = await #expect(throws: TemplateError.self) {
            try await Workflow(templates: [".pkr.hcl": text]).render()
        }
        #expect(error?.description == "images/web/s01-base/templates/.pkr.hcl" + message)
    }

    @Test("an error in an included template points there")
    func errorInInclude() async throws {
        let workflow = Workflow(templates: [".pkr.hcl": "{% include 'a.hcl' %}", "a.hcl": "\n\n{{ params.nope }}"])
        let error = await #expect(throws: TemplateError.self) { try await workflow.render() }
        #expect(
            error?.description == "images/web/s01-base/templates/a.hcl:3: the parameter params.nope is missing")
    }

    @Test("a template that doesn't end is stopped")
    func endless() async throws {
        let text = "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}"
        let renderer = TemplateRenderer(
            limits: ProcessLimits(
                time: .seconds(60), output: 1_000_000, gracePeriod: .zero, processorSeconds: 1,
                addressSpace: 512 << 20))
        let error = await #expect(throws: TemplateError.self) {
            try await Workflow(templates: [".pkr.hcl": text]).render(renderer: renderer)
        }
        #expect(
            error?.description == "images/web/s01-base: rendering the templates was stopped: more than 1 s of "
                + "processor time, or too much memory")
    }

    @Test("a template that isn't text, a step without templates and a machine without python are told")
    func otherErrors() async throws {
        var binary = Workflow()
        binary.files["templates/.pkr.hcl"] = StepFile(content: [0xFF, 0xFE])
        let notText = await #expect(throws: TemplateError.self) { try await binary.render() }
        #expect(notText?.description == "images/web/s01-base/templates/.pkr.hcl: the template is not UTF-8 text")

        let none = await #expect(throws: TemplateError.self) {
            try await Workflow(templates: ["part.hcl": ""]).render()
        }
        #expect(
            none?.description
                == "images/web/s01-base/templates/: there is no template; a step needs at least templates/.pkr.hcl")

        let missing = await #expect(throws: TemplateError.self) {
            try await Workflow(templates: [".pkr.hcl": ""]).render(renderer: TemplateRenderer(python: "/no/python3"))
        }
        #expect(
            missing?.description
                == "images/web/s01-base: the templates can't be rendered: can't run /no/python3: there is no such file")
    }

    @Test("the example's templates render, for a local AWS and for the real one")
    func example() async throws {
        let state = try Example.load()
        let web = try #require(state.images.values.first { $0.name.text == "web" })
        #expect(web.steps.map(\.id.text) == ["base", "app"])
        for step in web.steps {
            for endpoint in [nil, "http://127.0.0.1:1"] {
                let context = TemplateRenderer.Context(
                    source: web.rootBaseAMI, region: "us-east-1", endpoint: endpoint)
                let files = try await TemplateRenderer().render(step, of: web, context)
                let template = try #require(files["\(step.id).pkr.hcl"])
                #expect(template.contains("custom_endpoint_ec2") == (endpoint != nil))
                #expect(template.contains("provisioner \"\(endpoint == nil ? "shell" : "shell-local")\""))
            }
        }
    }
}
