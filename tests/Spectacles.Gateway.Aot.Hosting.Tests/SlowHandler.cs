namespace Spectacles.Gateway.Hosting.Tests;

/// <summary>A handler whose calls end when a test says so.</summary>
[GatewayEvent("RESUMED_SLOWLY", Intents = GatewayIntents.None)]
#pragma warning disable SPG018 // Tests add it themselves.
public sealed partial class SlowHandler
#pragma warning restore SPG018
{
    private readonly Task end;

    private SlowHandler(Task end) => this.end = end;

    internal static SlowHandler Until(Task end) => new(end);

    public Task HandleAsync(in Dispatch dispatch) => end;
}
