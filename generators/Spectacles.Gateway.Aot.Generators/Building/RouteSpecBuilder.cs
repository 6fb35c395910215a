using System.Text.RegularExpressions;

namespace Spectacles.Gateway.Generators;

/// <summary>Gives a route its method: name, parameters, body, answer.</summary>
internal sealed class RouteSpecBuilder(string scope, TypeTable types, FieldSpecBuilder fieldBuilder, SchemaErrors errors)
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    private static readonly string[] Traits = ["unauthorized", "interaction", "notRepeatable"];
    private static readonly string[] OtherParameters = ["body", "files", "file", "query", "reason", "cancellationToken", "address"];
    private static readonly Regex PathForm = new(@"^(/([^/{}?#\s""\\]+|\{[a-z][a-z0-9_]*\}))+\z", RegexOptions.CultureInvariant);
    private static readonly Regex Parameter = new(@"\{(?<name>\w+)\}", RegexOptions.CultureInvariant);
    private readonly QuerySpecBuilder queries = new(scope, types, fieldBuilder, errors);
    private readonly RouteContentBuilder contents = new(types, errors);

    // Each route is a file, and the names of files differ by more than case.
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);

    // Discord has several operations with one method and path, which differ in their bodies, and paths that differ only in the names of
    // their parameters: those of webhooks and interactions.
    private readonly Dictionary<(string Method, string Path, string? Body), string> known = [];

    /// <summary>The routes and their queries. What is wrong is reported and left out.</summary>
    public (EquatableArray<RouteSpec> Routes, EquatableArray<QuerySpec> Queries) Build(EquatableArray<SchemaRoute> routes)
    {
        var methods = new List<RouteSpec>();
        var structs = new List<QuerySpec>();
        foreach (var route in routes.Where(Check).OrderBy(route => route.Name.Value, StringComparer.Ordinal))
        {
            var query = queries.Build(route);
            methods.Add(Build(route, query));
            if (query is not null)
            {
                structs.Add(query);
            }
        }

        return (methods.ToEquatableArray(), structs.ToEquatableArray());
    }

    private bool Check(SchemaRoute route)
    {
        if (!Naming.IsIdentifier(route.Name.Value))
        {
            errors.Report(DiagnosticDescriptors.SchemaBadName, route.Name, route.Name.Value, "it is not a valid C# identifier");
            return false;
        }

        if (!names.Add(route.Name.Value))
        {
            errors.Report(DiagnosticDescriptors.SchemaDuplicate, route.Name, route.Name.Value, "a route of this schema");
            return false;
        }

        if (!Methods.Contains(route.Method.Value))
        {
            errors.Report(DiagnosticDescriptors.SchemaWrongValue, route.Method, "method", string.Join(", ", Methods));
            return false;
        }

        if (!PathForm.IsMatch(route.Path.Value))
        {
            errors.Report(
                DiagnosticDescriptors.SchemaWrongValue, route.Path, "path", "parts that begin with a slash, with parameters in braces");
            return false;
        }

        var key = (route.Method.Value, route.Path.Value, route.Body?.Value);
        if (known.TryGetValue(key, out string? other))
        {
            errors.Report(DiagnosticDescriptors.SchemaDuplicate, route.Path, $"{route.Method} {route.Path}", $"the route {other}");
            return false;
        }

        known.Add(key, route.Name.Value);
        return true;
    }

    private RouteSpec Build(SchemaRoute route, QuerySpec? query)
    {
        var parameters = BuildParameters(route);
        return new RouteSpec
        {
            HintName = HintNames.Of(scope, $"{RestClient.Name}.{route.Name.Value}"),
            Namespace = scope,
            Name = route.Name.Value,
            Method = Naming.ToPascalCase(route.Method.Value),
            Template = route.Path.Value,
            Parameters = parameters,
            Body = route.Body is { } body ? contents.BuildBody(body) : null,
            Files = route switch
            {
                { File: { } file } => file.Value.EndsWith("?", StringComparison.Ordinal) ? RouteFiles.OneOrNone : RouteFiles.One,
                { HasFiles: true } => RouteFiles.Several,
                _ => RouteFiles.None,
            },
            Query = query?.Name ?? "",
            NeedsQuery = query is { IsRequired: true },
            HasReason = route.HasReason,
            Answer = route.Returns is { } returned ? contents.BuildAnswer(returned, route.IsReturnOptional) : null,
            Traits = route.Traits.Select(CheckTrait).Where(trait => trait.Length > 0).ToEquatableArray(),
            Major = route.Major is { } major ? CheckMajor(major, route.Path, parameters) : "",
            IsDeprecated = route.IsDeprecated,
            Doc = route.Doc,
            Link = route.Link,
        };
    }

    private EquatableArray<RouteParameterSpec> BuildParameters(SchemaRoute route)
    {
        string[] names = [.. Parameter.Matches(route.Path.Value).Cast<Match>().Select(match => match.Groups["name"].Value)];
        foreach (var field in route.Parameters.Where(field => !names.Contains(field.Name.Value)))
        {
            ReportNoParameter(field.Name, route.Path);
        }

        var parameters = new List<RouteParameterSpec>();
        foreach (string name in names)
        {
            var parameter = BuildParameter(name, route.Parameters.FirstOrDefault(field => field.Name.Value == name), route.Path);
            if (OtherParameters.Contains(parameter.Name) || parameters.Any(other => other.Name == parameter.Name))
            {
                errors.Report(
                    DiagnosticDescriptors.SchemaDuplicate, route.Path, parameter.Name, $"a parameter of the method {route.Name}Async");
            }
            else
            {
                parameters.Add(parameter);
            }
        }

        return parameters.ToEquatableArray();
    }

    private RouteParameterSpec BuildParameter(string name, SchemaField? field, SchemaText path)
    {
        string type = field?.Type.Value ?? ScalarTypes.Snowflake.Name;
        ScalarType[] allowed = [ScalarTypes.Snowflake, ScalarTypes.String, ScalarTypes.Integer];
        if (allowed.FirstOrDefault(scalar => scalar.Name == type) is not { } known)
        {
            known = ScalarTypes.Snowflake;
            errors.Report(
                DiagnosticDescriptors.SchemaWrongValue,
                field?.Type ?? path,
                name,
                string.Join(", ", allowed.Select(scalar => scalar.Name)));
        }

        string clrName = Naming.ToCamelCase(field?.ClrName?.Value ?? Naming.ToPascalCase(name));
        return new RouteParameterSpec(name, clrName, known.ClrType, known == ScalarTypes.String, field?.Doc ?? "");
    }

    private string CheckTrait(SchemaText trait)
    {
        if (Traits.Contains(trait.Value))
        {
            return char.ToUpperInvariant(trait.Value[0]) + trait.Value.Substring(1);
        }

        errors.Report(DiagnosticDescriptors.SchemaWrongValue, trait, "traits", string.Join(", ", Traits));
        return "";
    }

    private string CheckMajor(SchemaText major, SchemaText path, EquatableArray<RouteParameterSpec> parameters)
    {
        if (parameters.FirstOrDefault(parameter => parameter.WireName == major.Value) is not { } parameter)
        {
            ReportNoParameter(major, path);
            return "";
        }

        if (parameter.Type == ScalarTypes.Snowflake.ClrType)
        {
            return parameter.Name;
        }

        errors.Report(DiagnosticDescriptors.SchemaWrongValue, major, "major", "a parameter that is a snowflake");
        return "";
    }

    private void ReportNoParameter(SchemaText name, SchemaText path) =>
        errors.Report(DiagnosticDescriptors.SchemaNoParameter, name, path.Value, name.Value);
}
