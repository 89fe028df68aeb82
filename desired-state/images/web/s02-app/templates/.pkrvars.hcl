source_ami_id       = {{ builder.source_ami_id | tojson }}
output_ami_name     = {{ builder.output_ami_name | tojson }}
aws_region          = {{ params.aws_region | tojson }}
subnet_name         = {{ params.subnet_name | tojson }}
security_group_name = {{ params.security_group_name | tojson }}
ec2_iam_role_name   = {{ params.ec2_iam_role_name | tojson }}
