namespace Spectacles.Gateway.Nats.Tests;

internal static partial class NatsExecutable
{
    /// <summary>Without one the test is skipped; in <c>eng/test.sh --all</c> it fails.</summary>
    public static string Require()
    {
        if (Path is null && Environment.GetEnvironmentVariable("SPECTACLES_NATS") == "required")
        {
            Assert.Fail("eng/nats.sh found no nats-server");
        }

        Assert.SkipWhen(Path is null, "There is no nats-server: run eng/nats.sh first.");
        return Path;
    }
}
