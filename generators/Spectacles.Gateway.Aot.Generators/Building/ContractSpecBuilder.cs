using System.Collections.Immutable;

namespace Spectacles.Gateway.Generators;

/// <summary>Gives the names of a schema their meaning: decides what is to be written, down to every type and modifier.</summary>
internal sealed class ContractSpecBuilder
{
    private readonly SchemaModel schema;
    private readonly SchemaErrors errors;
    private readonly ReferencedTypes references;
    private readonly TypeTable table;
    private readonly List<SchemaType> types = [];
    private readonly List<SchemaEnum> enums = [];
    private readonly string scope;
    private readonly bool hasRestClient;

    private ContractSpecBuilder(SchemaModel schema, IEnumerable<ContractSpec> referenced, bool hasRestClient)
    {
        this.schema = schema;
        this.hasRestClient = hasRestClient;
        references = new ReferencedTypes(referenced);
        table = new TypeTable(references);
        errors = new SchemaErrors(schema.Path);
        scope = schema.Scope;
        CheckNamespace();
    }

    /// <summary>The contract of a schema that another one refers to.</summary>
    public static ContractSpec BuildReference(SchemaModel schema, CancellationToken cancellationToken) =>
        Build(((schema, []), false), cancellationToken).Spec;

    /// <summary>
    /// The contract of a schema, whose names may be those of contracts that others have written, and whose routes need a client.
    /// </summary>
    public static ContractResult Build(
        ((SchemaModel Schema, ImmutableArray<ContractSpec> References) Names, bool HasRestClient) project,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ContractSpecBuilder(project.Names.Schema, project.Names.References, project.HasRestClient).Build();
    }

    private ContractResult Build()
    {
        types.AddRange(schema.Types.Where(Declare));
        enums.AddRange(schema.Enums.Where(value => Declare(value.Name, TypeTable.KindOf(value))));

        var inheritance = new Inheritance(types, table, references, errors);
        var events = FindEvents();
        CheckNamesOfPayloads(events.Keys, inheritance);
        var fieldBuilder = new FieldSpecBuilder(scope, table, errors);
        var fields = types.ToDictionary(type => type.Name.Value, fieldBuilder.Build, StringComparer.Ordinal);
        foreach (var type in types)
        {
            fields[type.Name.Value] = Unique(type, fields, inheritance);
        }

        var unions = new Unions(types, fields, inheritance, events, errors);
        var subjects = new Subjects(fields, inheritance, references, errors);
        new Containment(types, fields, inheritance, errors).Check();
        var routes = FindRoutes();
        var uses = new RouteUses(types, fields, inheritance, routes);
        List<ModelSpec> models =
        [
            .. types
                .OrderBy(type => type.Name.Value, StringComparer.Ordinal)
                .Select(type => BuildModel(type, events, fields, inheritance, unions, subjects, uses)),
        ];
        var methods = new RouteSpecBuilder(scope, table, fieldBuilder, errors).Build(routes);
        var spec = new ContractSpec
        {
            Models = models.ToEquatableArray(),
            Enums = enums
                .OrderBy(value => value.Name.Value, StringComparer.Ordinal)
                .Select(new EnumSpecBuilder(scope, errors).Build)
                .ToEquatableArray(),
            Events = BuildEvents(events, models),
            Context = BuildContext(models),
            Routes = methods.Routes,
            Queries = methods.Queries,
        };
        return new ContractResult(spec, schema.Diagnostics.Concat(errors.Diagnostics).ToEquatableArray());
    }

    private EquatableArray<SchemaRoute> FindRoutes()
    {
        if (schema.Routes.Count == 0 || (hasRestClient && scope == RestClient.Namespace))
        {
            return schema.Routes;
        }

        errors.Report(
            DiagnosticDescriptors.SchemaRoutesWithoutClient, schema.Routes[0].Name, $"{RestClient.Namespace}.{RestClient.Name}");
        return default;
    }

    private void CheckNamespace()
    {
        if (schema.Namespace is { } name && !Naming.IsNamespace(name.Value))
        {
            errors.Report(DiagnosticDescriptors.SchemaBadName, name, name.Value, "it is not a valid C# namespace");
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
            errors.Report(DiagnosticDescriptors.SchemaBadName, name, name.Value, "it is not a valid C# identifier");
            return false;
        }

        if (TypeTable.IsReserved(name.Value)
            || (kind is ValueKind.Model or ValueKind.Union ? KnownNames.ReservedMembers : KnownNames.TextEnumMembers).Contains(name.Value))
        {
            errors.Report(DiagnosticDescriptors.SchemaBadName, name, name.Value, "emitted code uses this name for something else");
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
        foreach (var schemaEvent in schema.Events)
        {
            string model = schemaEvent.Model;
            var at = schemaEvent.Type ?? schemaEvent.Name;
            bool isKnown = table.TryFind(model, out var known) && known.Kind is ValueKind.Model or ValueKind.Union;
            if (isKnown && known.IsReferenced)
            {
                errors.Report(
                    DiagnosticDescriptors.SchemaDuplicate, at, model, "a type of the library, and a model belongs to one event: extend it");
            }
            else if (!isKnown)
            {
                errors.Report(
                    DiagnosticDescriptors.SchemaUnknownType, at, model, Naming.Nearest(model, types.Select(type => type.Name.Value)));
            }
            else if (events.TryGetValue(model, out var other))
            {
                errors.Report(
                    DiagnosticDescriptors.SchemaDuplicate, at, model, $"the model of {other.Name.Value}, and a model belongs to one event");
            }
            else
            {
                events.Add(model, schemaEvent);
            }
        }

        return events;
    }

    // A handler's parameter of such a name would be the library's type until the class is written, and the class from then on.
    private void CheckNamesOfPayloads(IEnumerable<string> models, Inheritance inheritance)
    {
        var payloads = new HashSet<string>(models.Concat(models.SelectMany(inheritance.Of)), StringComparer.Ordinal);
        foreach (
            var name in types
                .Select(type => type.Name)
                .Where(name => payloads.Contains(name.Value) && references.TryFind(name.Value, out _)))
        {
            errors.Report(
                DiagnosticDescriptors.SchemaDuplicate, name, name.Value, "a type of the library: its name would be ambiguous in handlers");
        }
    }

    /// <summary>The fields of a type without those whose property would be there twice.</summary>
    private EquatableArray<FieldSpec> Unique(SchemaType type, Dictionary<string, EquatableArray<FieldSpec>> fields, Inheritance inheritance)
    {
        var names = new HashSet<string>(
            inheritance.FieldsOf(type.Name.Value, fields).Select(field => field.PropertyName), StringComparer.Ordinal);
        var wireNames = new HashSet<string>(
            inheritance.FieldsOf(type.Name.Value, fields).Select(field => field.WireName), StringComparer.Ordinal);
        var unique = new List<FieldSpec>();
        foreach (var field in fields[type.Name.Value])
        {
            bool isNew = wireNames.Add(field.WireName);
            if (isNew && names.Add(field.PropertyName))
            {
                unique.Add(field);
                continue;
            }

            var at = type.Fields.Last(candidate => candidate.Name.Value == field.WireName).Name;
            errors.Report(
                DiagnosticDescriptors.SchemaDuplicate,
                at,
                isNew ? field.PropertyName : field.WireName,
                $"a {(isNew ? "property" : "field")} of {type.Name.Value} or of what it extends");
        }

        return unique.ToEquatableArray();
    }

    private ModelSpec BuildModel(
        SchemaType type, Dictionary<string, SchemaEvent> events, Dictionary<string, EquatableArray<FieldSpec>> fields,
        Inheritance inheritance, Unions unions, Subjects subjects, RouteUses uses)
    {
        string name = type.Name.Value;
        events.TryGetValue(name, out var schemaEvent);
        FieldSpec[] inherited = [.. inheritance.FieldsOf(name, fields)];
        string subject = subjects.Of(schemaEvent, [.. inherited, .. fields[name]]);
        return new ModelSpec
        {
            HintName = HintNames.Of(scope, name),
            HasReader = uses.IsRead(name),
            BodyOf = uses.BodyOf(name),
            HasView = schema.HasViews && uses.IsRead(name),
            ViewHintName = HintNames.Of(scope, $"{name}.{KnownNames.View}"),
            Namespace = scope,
            Name = name,
            BaseName = inheritance.BaseOf(name),
            IsSealed = schemaEvent is null && !inheritance.IsExtended(name),
            EventName = schemaEvent?.Name.Value ?? "",
            Intents = schemaEvent is null ? default : IntentsOf(schemaEvent),
            Doc = type.Doc.Length > 0 ? type.Doc : schemaEvent?.Doc ?? "",
            Link = type.Link.Length > 0 ? type.Link : schemaEvent?.Link ?? "",
            Subject = subject,
            Fields = fields[name].Select(field => subjects.Mark(field, subject)).ToEquatableArray(),
            Union = unions.Find(name),
            Tag = unions.TagOf(name),
            InheritedFields = inherited.Select(field => subjects.Mark(field, subject)).ToEquatableArray(),
        };
    }

    // An event of the library's arrives with the same intents, whatever its model is.
    private EquatableArray<string> IntentsOf(SchemaEvent schemaEvent) =>
        schemaEvent.Intents.Count == 0 && references.FindEvent(schemaEvent.Name.Value) is { } replaced
        ? replaced.Intents
        : schemaEvent.Intents.Select(errors.CheckIntent).Where(intent => intent.Length > 0).ToEquatableArray();

    // The library's own class has the names of its events already; one that had them again would hide that.
    private EventsSpec BuildEvents(Dictionary<string, SchemaEvent> events, List<ModelSpec> models) => new(
        HintNames.Of(scope, "GatewayEvents"),
        scope,
        events.Where(entry => references.FindEvent(entry.Value.Name.Value) is null)
            .Select(
                entry =>
                    BuildEvent(models.First(model => model.Name == entry.Key), entry.Value)).Where(
                        value => Naming.IsIdentifier(value.Name) && value.Name != KnownNames.DeliveredBy)
            .OrderBy(value => value.Name, StringComparer.Ordinal).ToEquatableArray());

    private static EventSpec BuildEvent(ModelSpec model, SchemaEvent schemaEvent) =>
        new(Naming.ToPascalCase(schemaEvent.Name.Value), schemaEvent.Name.Value, model.Name, model.Doc, model.Intents);

    private JsonContextSpec BuildContext(List<ModelSpec> models) => new()
    {
        HintName = HintNames.Of(scope, "GatewayJsonContext"),
        Namespace = scope,
        Name = "GatewayJsonContext",
        IsPublic = true,
        Doc = "The System.Text.Json metadata of every model of the event schema. Trimming removes what the program does not use.",
        Entries = models
            .Where(model => model.HasView)
            .Select(model => new JsonContextEntrySpec(model.Name, $"global::{model.Namespace}.{model.Name}"))
            .ToEquatableArray(),
    };
}
