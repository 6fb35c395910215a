using Spectacles.Gateway;

namespace AotTests.ViewBot;

/// <summary>A minimal handler with bytes.</summary>
[GatewayEvent("GUILD_CREATE")]
public sealed partial class ByteCounter
{
    public long Bytes { get; private set; }

    public void Handle(in Dispatch dispatch) => Bytes += dispatch.Data.Length;
}
