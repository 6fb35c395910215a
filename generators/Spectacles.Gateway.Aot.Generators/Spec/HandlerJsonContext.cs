namespace Spectacles.Gateway.Generators.Spec;

/// <summary>Decides on the JSON context of a project that has handlers: just the models that they name.</summary>
internal static class HandlerJsonContext
{
    public const string HintName = "HandlerJsonContext.g.cs";

    public static JsonContextSpec Build(IEnumerable<HandlerSpec> handlers, string rootNamespace) => new()
    {
        HintName = HintName,
        Namespace = rootNamespace,
        Name = "HandlerJsonContext",
        IsPublic = false,
        Doc = "System.Text.Json's metadata for the models that this project's handlers take.",
        Entries = handlers
            .SelectMany(handler => handler.Methods)
            .Select(method => method.Model)
            .Where(model => model.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .OrderBy(model => model, StringComparer.Ordinal)
            .Select(model => new JsonContextEntrySpec(model.Substring(model.LastIndexOf('.') + 1), model))
            .ToEquatableArray(),
    };
}
