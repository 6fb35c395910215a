namespace Spectacles.Gateway.Benchmarks;

/// <summary>A handler with the bytes.</summary>
internal sealed partial class PathRawHandler
{
    public long Total { get; private set; }

    [GatewayEvent("MESSAGE_CREATE")]
    public void Handle(in Dispatch dispatch) => Total += dispatch.Data.Length;
}
