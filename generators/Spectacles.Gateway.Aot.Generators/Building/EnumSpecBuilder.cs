namespace Spectacles.Gateway.Generators;

/// <summary>Gives the values of an enum their names in C#.</summary>
internal sealed class EnumSpecBuilder(string scope, SchemaErrors errors)
{
    /// <summary>The enum. A value that is wrong is reported and left out.</summary>
    public EnumSpec Build(SchemaEnum schemaEnum)
    {
        var kind = TypeTable.KindOf(schemaEnum);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var values = new List<EnumValueSpec>();
        foreach (var value in schemaEnum.Values)
        {
            string name = Naming.ToPascalCase(value.Name.Value);
            if (!Naming.IsIdentifier(name) || name == schemaEnum.Name.Value)
            {
                errors.Report(
                    DiagnosticDescriptors.SchemaBadName, value.Name, name, "it is not a valid C# identifier, or is the name of its enum");
            }
            else if (kind == ValueKind.TextEnum && KnownNames.TextEnumMembers.Contains(name))
            {
                errors.Report(DiagnosticDescriptors.SchemaBadName, value.Name, name, "every string enum has a member with this name");
            }
            else if (!names.Add(name))
            {
                errors.Report(DiagnosticDescriptors.SchemaDuplicate, value.Name, name, $"a value of {schemaEnum.Name.Value}");
            }
            else if (kind != ValueKind.TextEnum && !IsInRange(value.Value.Value, schemaEnum.IsFlags))
            {
                string expected = schemaEnum.IsFlags ? "the number of a bit, from 0 to 63" : "a whole number of 32 bits";
                errors.Report(DiagnosticDescriptors.SchemaWrongValue, value.Value, value.Name.Value, expected);
            }
            else
            {
                string constant = schemaEnum.IsFlags ? $"1UL << {value.Value.Value}" : value.Value.Value;
                values.Add(new EnumValueSpec(name, constant, value.Doc));
            }
        }

        return new EnumSpec
        {
            HintName = HintNames.Of(scope, schemaEnum.Name.Value),
            Namespace = scope,
            Name = schemaEnum.Name.Value,
            Kind = kind,
            Doc = schemaEnum.Doc,
            Link = schemaEnum.Link,
            Values = values.ToEquatableArray(),
        };
    }

    private static bool IsInRange(string number, bool isBit) =>
        int.TryParse(
            number, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out int value)
        && (!isBit || value is >= 0 and < 64);
}
