namespace Spectacles.Gateway.Testing;

/// <summary>A REST request that a client made, and how it was answered.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path below <c>/api/vN</c>, such as <c>/gateway/bot</c>; an interaction's token is left out of it.</param>
/// <param name="Body">The request's JSON; empty when it had none.</param>
/// <param name="Status">The status that it was answered with.</param>
public sealed record RestCall(string Method, string Path, string Body, int Status)
{
    /// <summary>Method, path and status.</summary>
    public override string ToString() => $"{Method} {Path} -> {Status}";
}
