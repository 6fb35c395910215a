namespace Spectacles.Gateway.Rest.Tests;

/// <summary>What a route sent.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path and the query, as they were sent.</param>
/// <param name="Headers">The headers of the request and of its content.</param>
/// <param name="Body">The body; empty if there was none.</param>
internal sealed record RecordedCall(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
