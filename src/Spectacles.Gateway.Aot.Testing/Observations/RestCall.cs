namespace Spectacles.Gateway.Testing;

/// <summary>A REST request of a client, with the status of its response.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path below <c>/api/vN</c>, such as <c>/gateway/bot</c>; without the token of an interaction.</param>
/// <param name="Body">The request's JSON; empty when the request has no body.</param>
/// <param name="Status">The status of the response; 0 when the script cut the connection before the call was carried out.</param>
public sealed record RestCall(string Method, string Path, string Body, int Status)
{
    /// <summary>Whether the route is simulated. If not, the status says nothing about Discord.</summary>
    public bool IsSimulated { get; init; } = true;

    /// <summary>Whether the client receives the response. If not, the script cut the connection.</summary>
    public bool IsAnswered { get; init; } = true;

    /// <summary>The reason for the audit log; null for none.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/audit-log</remarks>
    public string? Reason { get; init; }

    /// <summary>Method, path and status.</summary>
    public override string ToString() =>
        $"{Method} {Path} -> {Status}{(IsSimulated ? "" : " (not simulated)")}{(IsAnswered ? "" : " (connection cut)")}";
}
