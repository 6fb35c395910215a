using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>A handler with a view that reads the content.</summary>
internal sealed partial class PathViewHandler
{
    public long Total { get; private set; }

    [GatewayEvent("MESSAGE_CREATE")]
    public void Handle(MessageCreate.View message) => Total += message.Content.Equals("!ping"u8) ? 1 : 2;
}
