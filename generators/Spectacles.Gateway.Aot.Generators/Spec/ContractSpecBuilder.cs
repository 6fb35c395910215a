using Spectacles.Gateway.Generators.Schema;

namespace Spectacles.Gateway.Generators.Spec;

/// <summary>Gives the names of a schema their meaning: decides what is to be written, down to every type and modifier.</summary>
internal sealed class ContractSpecBuilder
{
    private readonly SchemaModel schema;
    private readonly SchemaErrors errors;
    private readonly TypeTable table = new();
    private readonly List<SchemaType> types = [];
    private readonly List<SchemaEnum> enums = [];
    private readonly string scope;

    private ContractSpecBuilder(SchemaModel schema)
    {
        this.schema = schema;
        errors = new SchemaErrors(schema.Path);
        scope = schema.Scope;
        CheckNamespace();
    }

    public static ContractResult Build(SchemaModel schema, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ContractSpecBuilder(schema).Build();
    }

    private ContractResult Build()
    {
        types.AddRange(schema.Types.Where(Declare));
        enums.AddRange(schema.Enums.Where(value => Declare(value.Name, TypeTable.KindOf(value))));

        var inheritance = new Inheritance(types, table, errors);
        Dictionary<string, SchemaEvent> events = FindEvents();
        var fieldBuilder = new FieldSpecBuilder(scope, table, errors);
        var fields = types.ToDictionary(type => type.Name.Value, fieldBuilder.Build, StringComparer.Ordinal);
        foreach (SchemaType type in types)
        {
            fields[type.Name.Value] = Unique(type, fields, inheritance);
        }

        var unions = new Unions(types, fields, inheritance, events, errors);
        new Containment(types, fields, inheritance, errors).Check();
        List<ModelSpec> models = [.. types.OrderBy(type => type.Name.Value, StringComparer.Ordinal).Select(type => BuildModel(type, events, fields, inheritance, unions))];
        var spec = new ContractSpec
        {
            Models = models.ToEquatableArray(),
            Enums = enums.OrderBy(value => value.Name.Value, StringComparer.Ordinal).Select(BuildEnum).ToEquatableArray(),
            Events = BuildEvents(events),
            Context = BuildContext(models),
        };
        return new ContractResult(spec, schema.Diagnostics.Concat(errors.Diagnostics).ToEquatableArray());
    }

    private void CheckNamespace()
    {
        if (schema.Namespace is { } name && !Naming.IsNamespace(name.Value))
        {
            errors.Report(DiagnosticDescriptors.SchemaBadName, name, name.Value, "it is not a namespace of C#");
        }
    }

    // A union takes a second name, for the members that are not known.
    private bool Declare(SchemaType type) =>
        Declare(type.Name, type.Union is null ? ValueKind.Model : ValueKind.Union)
        && (type.Union is null || Declare(type.Name with { Value = Unions.UnknownName(type.Name.Value) }, ValueKind.Model));

    private bool Declare(SchemaText name, ValueKind kind)
    {
        if (!Naming.IsIdentifier(name.Value))
        {
            errors.Report(DiagnosticDescriptors.SchemaBadName, name, name.Value, "it is not an identifier of C#");
            return false;
        }

        if (KnownNames.Reserved.Contains(name.Value)
            || (kind == ValueKind.Model ? KnownNames.ReservedMembers : KnownNames.TextEnumMembers).Contains(name.Value))
        {
            errors.Report(DiagnosticDescriptors.SchemaBadName, name, name.Value, "emitted code means something else by it");
            return false;
        }

        if (!table.TryAdd(name.Value, kind))
        {
            errors.Report(DiagnosticDescriptors.SchemaDuplicate, name, name.Value, "a type of this schema");
            return false;
        }

        return true;
    }

    /// <summary>The events by the names of their models.</summary>
    private Dictionary<string, SchemaEvent> FindEvents()
    {
        var events = new Dictionary<string, SchemaEvent>(StringComparer.Ordinal);
        foreach (SchemaEvent schemaEvent in schema.Events)
        {
            string model = schemaEvent.Type?.Value ?? Naming.ToPascalCase(schemaEvent.Name.Value);
            SchemaText at = schemaEvent.Type ?? schemaEvent.Name;
            if (!table.TryFind(model, out ValueKind kind, out _) || kind is not (ValueKind.Model or ValueKind.Union))
            {
                errors.Report(DiagnosticDescriptors.SchemaUnknownType, at, model, Naming.Nearest(model, types.Select(type => type.Name.Value)));
            }
            else if (events.TryGetValue(model, out SchemaEvent? other))
            {
                errors.Report(DiagnosticDescriptors.SchemaDuplicate, at, model, $"the model of {other.Name.Value}, and a model tells its event");
            }
            else
            {
                events.Add(model, schemaEvent);
            }
        }

        return events;
    }

    /// <summary>The fields of a type without those whose property would be there twice.</summary>
    private EquatableArray<FieldSpec> Unique(SchemaType type, Dictionary<string, EquatableArray<FieldSpec>> fields, Inheritance inheritance)
    {
        var names = new HashSet<string>(inheritance.Of(type.Name.Value).SelectMany(name => fields[name]).Select(field => field.PropertyName), StringComparer.Ordinal);
        var wireNames = new HashSet<string>(inheritance.Of(type.Name.Value).SelectMany(name => fields[name]).Select(field => field.WireName), StringComparer.Ordinal);
        var unique = new List<FieldSpec>();
        foreach (FieldSpec field in fields[type.Name.Value])
        {
            bool isNew = wireNames.Add(field.WireName);
            if (isNew && names.Add(field.PropertyName))
            {
                unique.Add(field);
                continue;
            }

            SchemaText at = type.Fields.Last(candidate => candidate.Name.Value == field.WireName).Name;
            errors.Report(DiagnosticDescriptors.SchemaDuplicate, at, isNew ? field.PropertyName : field.WireName, $"a {(isNew ? "property" : "field")} of {type.Name.Value} or of what it extends");
        }

        return unique.ToEquatableArray();
    }

    private ModelSpec BuildModel(
        SchemaType type, Dictionary<string, SchemaEvent> events, Dictionary<string, EquatableArray<FieldSpec>> fields, Inheritance inheritance, Unions unions)
    {
        string name = type.Name.Value;
        events.TryGetValue(name, out SchemaEvent? schemaEvent);
        return new ModelSpec
        {
            HintName = HintName(name),
            ViewHintName = HintName(name + KnownNames.ViewSuffix),
            Namespace = scope,
            Name = name,
            ViewName = name + KnownNames.ViewSuffix,
            BaseName = inheritance.BaseOf(name),
            IsSealed = schemaEvent is null && !inheritance.IsExtended(name),
            EventName = schemaEvent?.Name.Value ?? "",
            Intents = (schemaEvent?.Intents ?? default).Select(errors.CheckIntent).Where(intent => intent.Length > 0).ToEquatableArray(),
            Doc = type.Doc.Length > 0 ? type.Doc : schemaEvent?.Doc ?? "",
            Link = type.Link.Length > 0 ? type.Link : schemaEvent?.Link ?? "",
            Fields = fields[name],
            Union = unions.Find(name),
            Tag = unions.TagOf(name),
            InheritedFields = inheritance.Of(name).Reverse().SelectMany(extended => fields[extended]).ToEquatableArray(),
        };
    }

    private EnumSpec BuildEnum(SchemaEnum schemaEnum)
    {
        ValueKind kind = TypeTable.KindOf(schemaEnum);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var values = new List<EnumValueSpec>();
        foreach (SchemaEnumValue value in schemaEnum.Values)
        {
            string name = Naming.ToPascalCase(value.Name.Value);
            if (!Naming.IsIdentifier(name) || name == schemaEnum.Name.Value)
            {
                errors.Report(DiagnosticDescriptors.SchemaBadName, value.Name, name, "it is not an identifier of C#, or the name of its enum");
            }
            else if (kind == ValueKind.TextEnum && KnownNames.TextEnumMembers.Contains(name))
            {
                errors.Report(DiagnosticDescriptors.SchemaBadName, value.Name, name, "every enum of strings has a member of that name");
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
            HintName = HintName(schemaEnum.Name.Value),
            Namespace = scope,
            Name = schemaEnum.Name.Value,
            Kind = kind,
            Doc = schemaEnum.Doc,
            Link = schemaEnum.Link,
            Values = values.ToEquatableArray(),
        };
    }

    private static bool IsInRange(string number, bool isBit) =>
        int.TryParse(number, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out int value)
        && (!isBit || value is >= 0 and < 64);

    private EventsSpec BuildEvents(Dictionary<string, SchemaEvent> events) => new(
        HintName("GatewayEvents"),
        scope,
        events.Select(entry => BuildEvent(entry.Key, entry.Value)).Where(value => Naming.IsIdentifier(value.Name)).OrderBy(value => value.Name, StringComparer.Ordinal).ToEquatableArray());

    private EventSpec BuildEvent(string model, SchemaEvent schemaEvent)
    {
        string doc = types.First(type => type.Name.Value == model).Doc;
        return new EventSpec(Naming.ToPascalCase(schemaEvent.Name.Value), schemaEvent.Name.Value, model, doc.Length > 0 ? doc : schemaEvent.Doc);
    }

    private string HintName(string type) => $"{scope}.{type}.g.cs".Replace("@", "");

    private JsonContextSpec BuildContext(List<ModelSpec> models) => new()
    {
        HintName = HintName("GatewayJsonContext"),
        Namespace = scope,
        Name = "GatewayJsonContext",
        IsPublic = true,
        Doc = "System.Text.Json's metadata for every model of the event schema. What a program does not use of it is trimmed away.",
        Entries = models.Select(model => new JsonContextEntrySpec(model.Name, $"global::{model.Namespace}.{model.Name}")).ToEquatableArray(),
    };
}
