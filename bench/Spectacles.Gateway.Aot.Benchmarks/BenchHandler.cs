using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>A typically written handler, typed and raw.</summary>
internal sealed partial class BenchHandler
{
    public long Total { get; private set; }

    [GatewayEvent("MESSAGE_CREATE")]
    public void OnMessage(MessageCreate message) => Total += message.Content.Length;

    [GatewayEvent("MESSAGE_UPDATE")]
    public void OnBytes(in Dispatch dispatch) => Total += dispatch.Data.Length;
}
