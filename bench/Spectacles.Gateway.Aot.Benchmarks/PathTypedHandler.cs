using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>A handler with the model.</summary>
internal sealed partial class PathTypedHandler
{
    public long Total { get; private set; }

    [GatewayEvent("MESSAGE_CREATE")]
    public void Handle(MessageCreate message) => Total += message.Content.Length;
}
