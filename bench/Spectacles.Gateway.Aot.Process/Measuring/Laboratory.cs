using System.Globalization;

namespace Spectacles.Gateway.WholeProcess.Measuring;

/// <summary>The programs that are measured, and how often.</summary>
/// <param name="Folder">Where <c>bench/run.sh</c> has put them.</param>
/// <param name="Peers">Where the scripts of the npm libraries are.</param>
/// <param name="Pairs">How many rounds, in which all take turns, so that what else the machine does falls on all alike.</param>
/// <param name="Events">How many events a client receives in one round.</param>
internal sealed record Laboratory(string Folder, string Peers, int Pairs, int Events)
{
    public const int ServersCore = 0;
    public const int ClientsCore = 1;

    // Its code is compiled once and for good: what it takes is not to be measured.
    private Dictionary<string, string> ServersEnvironment { get; } = new() { ["DOTNET_TieredCompilation"] = "0" };

    // On a single processor the runtime waits ten times as long before it compiles again; this machine has more of them, of which the client is only given one.
    private Dictionary<string, string> ClientsEnvironment => new() { ["DOTNET_TC_DelaySingleProcMultiplier"] = "1", ["SSL_CERT_FILE"] = Trusted };

    /// <summary>Which is compiled how: an assembly for the JIT, an executable for NativeAOT.</summary>
    public string Ours(string build) => build == "jit" ? $"{Folder}/jit/Spectacles.Gateway.Aot.Process.dll" : $"{Folder}/{build}/Spectacles.Gateway.Aot.Process";

    public string Floor(string build) => build == "jit" ? $"{Folder}/floor-jit/Spectacles.Gateway.Aot.Floor.dll" : $"{Folder}/floor-aot/Spectacles.Gateway.Aot.Floor";

    public string PingBot => $"{Folder}/pingbot/PingBot";

    /// <summary>The certificate of the servers with TLS.</summary>
    public string Certificate => $"{Folder}/server.pfx";

    /// <summary>That certificate, and all that the system trusts.</summary>
    public string Trusted => $"{Folder}/trusted.pem";

    /// <summary>A server that plays events to clients of so many shards.</summary>
    public Child Serve(int events, int shards, params string[] how) => new(Ours("jit"), ServersCore, ["serve", Text(events), Text(shards), Certificate, .. how], ServersEnvironment);

    /// <summary>A client, which trusts the servers here.</summary>
    public Child Start(string program, params string[] arguments) => new(program, ClientsCore, arguments, ClientsEnvironment);

    /// <summary>The figures of a client that was let run to its end.</summary>
    public Dictionary<string, double> Measure(string program, params string[] arguments)
    {
        using var running = Start(program, arguments);
        return running.Result();
    }

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
