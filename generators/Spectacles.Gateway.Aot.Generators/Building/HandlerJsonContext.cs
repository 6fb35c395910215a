namespace Spectacles.Gateway.Generators;

/// <summary>Decides on the JSON context of a project that has handlers: just the models that they name.</summary>
internal static class HandlerJsonContext
{
    public const string HintName = "HandlerJsonContext.g.cs";

    public static JsonContextSpec Build(IEnumerable<HandlerSpec> handlers, string rootNamespace)
    {
        string[] models = [.. handlers
            .SelectMany(handler => handler.Methods)
            .SelectMany(method => new[] { method.Model, method.ModelParameter })
            .Where(model => model.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .OrderBy(model => model, StringComparer.Ordinal)];
        var names = models.ToLookup(NameOf, StringComparer.Ordinal);
        return new JsonContextSpec
        {
            HintName = HintName,
            Namespace = rootNamespace,
            Name = "HandlerJsonContext",
            IsPublic = false,
            Doc = "The System.Text.Json metadata of the models that the handlers of this project take.",
            Entries = models
                .Select(model => new JsonContextEntrySpec(names[NameOf(model)].Count() == 1 ? NameOf(model) : PathOf(model), model))
                .ToEquatableArray(),
        };
    }

    private static string NameOf(string model) => model.Substring(model.LastIndexOf('.') + 1);

    // Schemas have their namespaces for themselves, and so the same names.
    private static string PathOf(string model) => model.Replace("global::", "").Replace(".", "").Replace("@", "");
}
