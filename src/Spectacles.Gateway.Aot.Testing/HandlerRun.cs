namespace Spectacles.Gateway.Testing;

/// <summary>The result of running a handler.</summary>
/// <param name="Sent">The commands that the handler sent on its shard, in order, each as the JSON of the whole message.</param>
public sealed record HandlerRun(IReadOnlyList<string> Sent);
