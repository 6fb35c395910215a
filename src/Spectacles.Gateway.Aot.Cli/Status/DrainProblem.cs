namespace Spectacles.Gateway.Cli.Status;

/// <summary>Why a node has not handed its groups over.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Message">One sentence.</param>
internal sealed record DrainProblem(int ExitCode, string Message);
