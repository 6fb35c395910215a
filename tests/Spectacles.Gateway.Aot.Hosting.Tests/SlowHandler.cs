namespace Spectacles.Gateway.Hosting.Tests;

/// <summary>A handler whose calls end when a test says so.</summary>
[GatewayEvent("RESUMED_SLOWLY", Intents = GatewayIntents.None)]
public sealed partial class SlowHandler
{
    private readonly Task end;

    // Not public, so that the emitted method leaves it out.
    internal SlowHandler(Task end) => this.end = end;

    public Task HandleAsync(in Dispatch dispatch) => end;
}
