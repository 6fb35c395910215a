namespace Spectacles.Gateway.Cli.Tests.Fleets;

/// <summary>What a node has written to standard error.</summary>
internal static class NodeLines
{
    /// <summary>The lines that are neither of normal work nor the hint that there is no worker.</summary>
    public static string[] ProblemsOf(string errors) =>
    [
        .. errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(
            line => !line.StartsWith("info: ", StringComparison.Ordinal)
                && !line.Contains("no worker has said yet", StringComparison.Ordinal)),
    ];
}
