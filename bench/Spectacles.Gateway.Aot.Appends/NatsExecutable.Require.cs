namespace Spectacles.Gateway.Nats.Tests;

internal static partial class NatsExecutable
{
    public static string Require() => Path ?? throw new FileNotFoundException("There is no nats-server: run eng/nats.sh first.");
}
