using System.Runtime.CompilerServices;

namespace Spectacles.Gateway.Tests;

/// <summary>
/// Lets an environment variable choose how the connections of a process are read, so that a suite runs in both ways. Its value is the
/// default of <see cref="ClusterOptions.MaxReaderThreads"/>; with 0, the thread pool reads.
/// </summary>
internal static class ReaderThreads
{
    public const string Variable = "SPECTACLES_READER_THREADS";

    /// <summary>Whether connections of a few shards have a thread of their own in this process.</summary>
    public static bool AreUsed { get; } = Environment.GetEnvironmentVariable(Variable) != "0";

    [ModuleInitializer]
    internal static void Apply()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } limit)
        {
            AppContext.SetData("Spectacles.Gateway.MaxReaderThreads", limit);
        }
    }
}
