namespace Spectacles.Gateway.Testing;

/// <summary>What came of a handler's run.</summary>
/// <param name="Sent">The commands that it sent on its shard, each the JSON of the whole message, in their order.</param>
public sealed record HandlerRun(IReadOnlyList<string> Sent);
