using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Testing;

/// <summary>Passes one event to a handler, and not the events that start the session.</summary>
internal sealed class SingleEventHandler(IGatewayHandler handler, string eventName, long sequence) : IGatewayHandler
{
    private readonly int[] indexes =
    [
        .. Enumerable.Range(0, handler.Methods.Count).Where(index => handler.Methods[index].EventName == eventName),
    ];

    public IReadOnlyList<HandlerMethod> Methods => [.. indexes.Select(index => handler.Methods[index])];

    public ValueTask InvokeAsync(int method, in Dispatch dispatch, Shard shard, CancellationToken cancellationToken) =>
        dispatch.Sequence == sequence ? handler.InvokeAsync(indexes[method], dispatch, shard, cancellationToken) : default;
}
