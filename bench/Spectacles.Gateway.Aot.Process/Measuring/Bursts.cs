namespace Spectacles.Gateway.WholeProcess.Measuring;

/// <summary>Measures many large guilds at once on many shards. Only memory is measured, so the rounds run in parallel.</summary>
internal sealed class Bursts : IMeasurement
{
    private const int Shards = 16;
    private const int GuildsPerShard = 8;
    private static readonly string[] Handlings = ["unhandled", "guilds"];

    public void Run(MeasuredPrograms laboratory, Figures figures)
    {
        string shards = MeasuredPrograms.Text(Shards);
        var servers = new List<Child>();
        var clients = new List<Child>();
        try
        {
            for (int pair = 0; pair < laboratory.Pairs; pair++)
            {
                foreach (string handling in Handlings)
                {
                    var server = laboratory.Serve(GuildsPerShard, Shards, "burst");
                    servers.Add(server);
                    clients.Add(laboratory.Start(laboratory.Ours("aot"), "burst", handling, "own", server.Address, shards));
                }
            }

            foreach (var pair in clients.Select(client => client.Result()).Chunk(Handlings.Length))
            {
                figures.Keep("burst_mb", pair.Max(result => result["kept_kb"]) / 1024);
                figures.Keep("burst_mb_peak", pair.Max(result => result["peak_kb"]) / 1024);
            }
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
            servers.ForEach(server => server.Dispose());
        }
    }
}
