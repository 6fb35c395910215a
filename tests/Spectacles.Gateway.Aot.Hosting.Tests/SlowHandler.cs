namespace Spectacles.Gateway.Hosting.Tests;

/// <summary>A handler whose calls end when a test says so.</summary>
[GatewayEvent("RESUMED_SLOWLY", Intents = GatewayIntents.None)]
public sealed partial class SlowHandler(Task end)
{
    public Task HandleAsync(in Dispatch dispatch) => end;
}
