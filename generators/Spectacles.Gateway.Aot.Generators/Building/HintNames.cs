using System.Collections.Immutable;

namespace Spectacles.Gateway.Generators;

/// <summary>
/// Gives each class a file of its own. Roslyn compares the names of files without case, and C# the names of classes with it.
/// </summary>
internal static class HintNames
{
    /// <summary>The file of a type of a schema.</summary>
    public static string Of(string scope, string type) => $"{scope}.{type}.g.cs".Replace("@", "");

    public static IEnumerable<HandlerSpec> Distinguish(ImmutableArray<HandlerSpec> handlers, CancellationToken cancellationToken) =>
        handlers.Zip(
            Distinguish(
                handlers.Select(handler => handler.HintName),
                [HandlerJsonContext.HintName, ContractSource.HintName, EmbeddedSource.HintName, RegistrationSource.HintName],
                cancellationToken),
            (handler, name) => handler with { HintName = name });

    public static IEnumerable<ModuleSpec> Distinguish(ImmutableArray<ModuleSpec> modules, CancellationToken cancellationToken) =>
        modules.Zip(
            Distinguish(
                modules.Select(module => module.HintName),
                [ContractSource.HintNameForInteractions, ModuleRegistrationSource.HintName],
                cancellationToken),
            (module, name) => module with { HintName = name });

    /// <param name="names">The names.</param>
    /// <param name="others">The names of the other files that the same generator writes.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    private static IEnumerable<string> Distinguish(IEnumerable<string> names, string[] others, CancellationToken cancellationToken)
    {
        var taken = new HashSet<string>(others, StringComparer.OrdinalIgnoreCase);
        foreach (string wanted in names)
        {
            cancellationToken.ThrowIfCancellationRequested();
            string name = wanted;
            for (int i = 2; !taken.Add(name); i++)
            {
                name = wanted.Replace(".g.cs", $"-{i}.g.cs");
            }

            yield return name;
        }
    }
}
