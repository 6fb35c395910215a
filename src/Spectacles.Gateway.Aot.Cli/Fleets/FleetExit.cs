using System.CommandLine;
using Spectacles.Gateway.Cli.Configuration;

namespace Spectacles.Gateway.Cli.Fleets;

/// <summary>The exit codes of the commands for a fleet.</summary>
internal static class FleetExit
{
    public const int Success = 0;

    /// <summary>Something else has gone wrong, such as a name that does not exist.</summary>
    public const int Failed = 1;

    /// <summary>The broker or Discord could not be reached, or did not answer in time: a later attempt may succeed.</summary>
    public const int TryAgain = 2;

    /// <summary>The configuration is wrong (EX_CONFIG of sysexits.h): a repetition does not help.</summary>
    public const int Misconfigured = 78;

    /// <summary>Runs a command. An error is one line on standard error.</summary>
    /// <param name="command">The command, for messages.</param>
    /// <param name="result">The parsed command line, which has the output.</param>
    /// <param name="run">Runs the command, and returns the exit code.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string command, ParseResult result, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception e) when (e is ConfigurationException or GatewayException)
        {
            await WriteErrorAsync(command, result, e.Message);
            return e is ConfigurationException or GatewayException { IsConfigurationError: true } ? Misconfigured : TryAgain;
        }
    }

    /// <summary>Writes one line on standard error.</summary>
    public static Task WriteErrorAsync(string command, ParseResult result, string message) =>
        result.InvocationConfiguration.Error.WriteLineAsync($"spectacles {command}: {message}");
}
