using Spectacles.Gateway;
using Spectacles.Gateway.Testing;

namespace AotTests.App;

internal static class ClusterScenarios
{
    public static async Task ResumesAfterADrop(TransportCompression compression)
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        var handler = new EchoHandler();
        await using var cluster = new Cluster(
            gateway.Token, new ClusterOptions { Api = gateway.Api, TransportCompression = compression }).AddHandler(handler);
        cluster.Error += _ => { };
        await cluster.SpawnAsync();
        await cluster.WaitForReadyAsync();
        gateway.Dispatch("MESSAGE_CREATE", Payloads.Message);
        await gateway.WaitForPayloadAsync(Opcode.VoiceStateUpdate);
        gateway.ConnectionOf(0).Drop();
        gateway.DispatchToAll("MESSAGE_CREATE", Payloads.Message);
        await gateway.WaitForPayloadAsync(Opcode.Resume);
        await gateway.WaitForPayloadAsync(Opcode.VoiceStateUpdate);

        Expect.Equal((2, 2), (handler.Typed, handler.Raw));
        Expect.Equal(0, gateway.Violations.Count);
    }

    public static async Task RethrowsAFatalClose()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var cluster = new Cluster(
            gateway.Token, new ClusterOptions { Api = gateway.Api, Intents = GatewayIntents.MessageContent });
        cluster.Error += _ => { };
        try
        {
            await cluster.RunAsync(CancellationToken.None);
        }
        catch (GatewayClosedException e) when (e.Code == CloseCode.DisallowedIntents)
        {
            return;
        }

        throw new InvalidOperationException("4014 was not rethrown");
    }
}
