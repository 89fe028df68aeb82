/// The Python program that renders templates. It is kept in the binary so that tend is one file.
enum RenderingProgram {
    /// Runs under `python3 -I -S`.
    static let source = #"""
        """Renders the templates of one step with Jinja2: a request as JSON on standard input, the answer as JSON on standard output.

        It reads no file, has no environment, and is started with limits on time, processor time, memory and output.
        """
        import sys

        # With -I -S nothing but the standard library is on the path; these are where distributions put python3-jinja2.
        version = "%d.%d" % sys.version_info[:2]
        sys.path += [
            "/usr/lib/python3/dist-packages",
            "/usr/lib/python%s/site-packages" % version,
            "/usr/lib64/python%s/site-packages" % version,
            "/usr/local/lib/python%s/dist-packages" % version,
            "/usr/local/lib/python%s/site-packages" % version,
        ]

        import codecs
        import difflib
        import json
        import pprint
        import resource


        def answer(value):
            sys.stdout.write(json.dumps(value))
            sys.stdout.flush()
            sys.exit(0)


        def failure(message, file=None, line=None):
            answer({"failure": {"file": file, "line": line, "message": message}})


        try:
            import jinja2
            import jinja2.constants
            import jinja2.debug
            import jinja2.sandbox
        except ImportError as error:
            failure("Jinja2 is missing: install python3-jinja2 (%s)" % error)

        request = json.loads(sys.stdin.buffer.read())
        templates = request["templates"]

        # Loaded when the first text literal of a template is read, if not before.
        for encoding in ("ascii", "utf-8", "unicode-escape", "latin-1"):
            codecs.lookup(encoding)
        # From here on nothing can be opened, also not by a way out of the sandbox that nobody has found yet.
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))

        #: where each object of the context is, so that an error can say it as it is written in a template
        paths = {}


        def name(value, path):
            if isinstance(value, dict):
                paths.setdefault(id(value), path)
                for key, item in value.items():
                    name(item, "%s.%s" % (path, key))
            elif isinstance(value, list):
                paths.setdefault(id(value), path)
                for index, item in enumerate(value):
                    name(item, "%s[%d]" % (path, index))


        class Missing(jinja2.StrictUndefined):
            __slots__ = ()

            @property
            def _undefined_message(self):
                if self._undefined_hint:
                    return self._undefined_hint
                if self._undefined_obj is jinja2.utils.missing:
                    near = difflib.get_close_matches(str(self._undefined_name), list(context), 1)
                    return "the name %s is unknown%s" % (
                        self._undefined_name, "; did you mean %s?" % near[0] if near else "; a template sees params and builder")
                path = paths.get(id(self._undefined_obj))
                if path is None:
                    return "a value of type %s has no %s" % (type(self._undefined_obj).__name__, self._undefined_name)
                keys = [key for key in self._undefined_obj if isinstance(key, str)]
                near = difflib.get_close_matches(str(self._undefined_name), keys, 1)
                return "the parameter %s.%s is missing%s" % (
                    path, self._undefined_name, "; did you mean %s.%s?" % (path, near[0]) if near else "")


        class Environment(jinja2.sandbox.ImmutableSandboxedEnvironment):
            def getattr(self, obj, attribute):
                # A parameter may be called "items": keys come before the methods of a dictionary.
                if isinstance(obj, dict) and attribute in obj:
                    return obj[attribute]
                return super().getattr(obj, attribute)


        class Loader(jinja2.BaseLoader):
            def get_source(self, environment, template):
                if template not in templates:
                    raise jinja2.TemplateNotFound(template)
                # The name as file name makes tracebacks point into templates.
                return templates[template], template, lambda: True


        def line_of(error):
            """The innermost place in a template that an error passed through."""
            place = (None, None)
            trace = error.__traceback__
            while trace is not None:
                if trace.tb_frame.f_code.co_filename in templates:
                    place = (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
                trace = trace.tb_next
            return place


        workflow = json.loads(request["workflow"])
        step = json.loads(request["step"])
        given = request["given"]
        context = {
            "params": {**workflow, **step, **given},
            "builder": {
                "source_ami_id": given["source_ami_id"],
                "output_ami_name": given["output_ami_name"],
                "workflow_param": {"aws_region": given["aws_region"], **workflow},
                "step_param": step,
            },
        }
        for key, value in context.items():
            name(value, key)

        environment = Environment(loader=Loader(), undefined=Missing, autoescape=False, cache_size=100)
        files = {}
        left = request["outputLimit"]
        for template, output in sorted(request["outputs"].items()):
            try:
                chunks = []
                for chunk in environment.get_template(template).generate(context):
                    left -= len(chunk)
                    if left < 0:
                        failure("the rendered text is longer than %d characters" % request["outputLimit"], template)
                    chunks.append(chunk)
                files[output] = "".join(chunks)
            except jinja2.TemplateSyntaxError as error:
                failure(error.message, error.name or template, error.lineno)
            except jinja2.TemplateNotFound as error:
                file, line = line_of(error)
                failure("there is no template %s; only files below templates/ can be included" % error.name, file or template, line)
            except MemoryError:
                chunks = None
                failure("the template needs more memory than it may have", template)
            except RecursionError:
                failure("the templates include one another without end", template)
            except Exception as error:
                file, line = line_of(error)
                message = getattr(error, "message", None) or str(error) or type(error).__name__
                if not isinstance(error, jinja2.TemplateError):
                    message = "%s: %s" % (type(error).__name__, message)
                failure(message, file or template, line)

        answer({"files": files})
        """#
}
