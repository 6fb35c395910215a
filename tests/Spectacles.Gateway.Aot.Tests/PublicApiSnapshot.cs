using System.Reflection;
using System.Runtime.CompilerServices;

namespace Spectacles.Gateway.Tests;

/// <summary>Compares the public API of an assembly with a file beside the test.</summary>
internal static class PublicApiSnapshot
{
    private static readonly bool Rewrites = Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1";

    public static void Verify(Assembly assembly, string snapshot, Func<Type, bool>? includes = null, [CallerFilePath] string test = "")
    {
        string api = PublicApiListing.Of(assembly, includes ?? (_ => true));
        string file = Path.Combine(Path.GetDirectoryName(test)!, "Snapshots", snapshot);
        if (Rewrites)
        {
            File.WriteAllText(file, api);
        }

        string recorded = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        string[] gone = [.. recorded.Split('\n').Except(api.Split('\n')).Select(line => $"- {line}")];
        string[] come = [.. api.Split('\n').Except(recorded.Split('\n')).Select(line => $"+ {line}")];
        Assert.True(recorded == api, $"""
            The public API is not what Snapshots/{snapshot} shows. If that is meant, run the tests with UPDATE_SNAPSHOTS=1, read the change of the file, and commit it.
            {string.Join('\n', [.. gone, .. come])}
            """);
    }
}
