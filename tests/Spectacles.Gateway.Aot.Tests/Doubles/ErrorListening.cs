namespace Spectacles.Gateway.Tests;

/// <summary>Listens to the errors of a cluster without handlers, which most tests of connections have.</summary>
internal static class ErrorListening
{
    public const string NoHandler = "without a handler and without a listener";

    /// <summary>Listens to everything other than the warning that there is no handler.</summary>
    public static void HearErrors(this Cluster cluster, Action<GatewayError> listener) => cluster.Error += error =>
    {
        if (!error.Message.Contains(NoHandler, StringComparison.Ordinal))
        {
            listener(error);
        }
    };
}
