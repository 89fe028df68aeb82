variable "source_ami_id" { type = string }
variable "output_ami_name" { type = string }
variable "aws_region" { type = string }
variable "subnet_name" { type = string }
variable "security_group_name" { type = string }
variable "ec2_iam_role_name" { type = string }
