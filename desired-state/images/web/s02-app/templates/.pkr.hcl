# Rendered by Jinja2, then read by packer. Valid for packer 1.6.6; newer ones need the amazon plugin installed.
{# A local AWS has no machine to log in to: the provisioner then runs beside packer and writes into the build directory. -#}
{% set is_local = params.aws_endpoint_url is defined -%}

source "amazon-ebs" "app" {
  ami_name      = var.output_ami_name
  source_ami    = var.source_ami_id
  instance_type = {{ params.build_instance_type | tojson }}
  region        = var.aws_region

{%- if is_local %}
  communicator                = "none"
  custom_endpoint_ec2         = {{ params.aws_endpoint_url | tojson }}
  skip_region_validation      = true
  skip_credential_validation  = true
  skip_metadata_api_check     = true
{%- else %}
  communicator                = "ssh"
  ssh_username                = {{ params.ssh_username | tojson }}
  iam_instance_profile        = var.ec2_iam_role_name
{%- endif %}

  # Should packer itself be killed, a shutdown of the instance still removes it.
  shutdown_behavior = "terminate"

  subnet_filter {
    filters   = { "tag:Name" = var.subnet_name }
    most_free = true
  }
  security_group_filter {
    filters = { "tag:Name" = var.security_group_name }
  }

{%- for place in ["run_tags", "run_volume_tags", "tags"] %}
  {{ place }} = {
    Name = var.output_ami_name
{%- for key, value in params.aws_tags.items() | sort %}
    {{ key | tojson }} = {{ value | tojson }}
{%- endfor %}
  }
{%- endfor %}
}

build {
  sources = ["source.amazon-ebs.app"]

  provisioner "{{ "shell-local" if is_local else "shell" }}" {
    script           = "install-app.sh"
    environment_vars = [
      "TARGET={{ "target" if is_local else "/" }}",
      "TITLE={{ params.app_title }}",
      "VERSION={{ params.workflow_id }}",
    ]
{%- if not is_local %}
    execute_command = "{% raw %}chmod +x {{ .Path }}; sudo env {{ .Vars }} {{ .Path }}{% endraw %}"
{%- endif %}
  }
}
