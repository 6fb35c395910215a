using Spectacles.Gateway.Testing;

namespace AotTests.App;

internal static class HandlerScenarios
{
    public static async Task RunsWithoutASocket()
    {
        var handler = new EchoHandler();
        var run = await HandlerTest.DispatchAsync(handler, "MESSAGE_CREATE", Payloads.Message);

        Expect.Equal((1, 1, 1), (handler.Typed, handler.Raw, run.Sent.Count));
    }
}
