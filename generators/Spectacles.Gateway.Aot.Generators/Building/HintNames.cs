using System.Collections.Immutable;

namespace Spectacles.Gateway.Generators;

/// <summary>
/// Gives each class a file of its own. Roslyn compares the names of files without case, and C# the names of classes with it.
/// </summary>
internal static class HintNames
{
    /// <summary>The file of a type of a schema.</summary>
    public static string Of(string scope, string type) => $"{scope}.{type}.g.cs".Replace("@", "");

    public static IEnumerable<HandlerSpec> Distinguish(ImmutableArray<HandlerSpec> handlers, CancellationToken cancellationToken)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { HandlerJsonContext.HintName };
        foreach (var handler in handlers)
        {
            cancellationToken.ThrowIfCancellationRequested();
            string name = handler.HintName;
            for (int i = 2; !taken.Add(name); i++)
            {
                name = handler.HintName.Replace(".g.cs", $"-{i}.g.cs");
            }

            yield return handler with { HintName = name };
        }
    }
}
