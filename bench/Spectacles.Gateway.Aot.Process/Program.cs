using System.Globalization;

switch (args)
{
    case ["serve", var events, var shards, var certificateFile, .. var how]:
        var compression = how.Contains("zstd") ? TapeCompression.Zstd : TapeCompression.Zlib;
        bool bursts = how.Contains("burst");
        var tape = bursts ? Tape.OfGuilds(Number(events), 2_000_000, compression) : Tape.OfEvents(Number(events), compression);
        using (var certificate = how.Contains("tls") ? Certificate.Load(certificateFile) : null)
        {
            await new TapeServer(tape, Number(shards), bursts ? Burst.Settling * 2 : how.Contains("brisk") ? Warming.ShortPause : Warming.Pause, certificate).RunAsync();
        }

        break;
    case ["load", var handling, var inflater, var address, var shards, var events]:
        await using (var cluster = Bot.Make(handling, new Uri(address), inflater))
        {
            await Load.RunAsync(cluster, Number(shards), Number(events));
        }

        break;
    case ["idle", var inflater, var address, _]:
        await using (var cluster = Bot.Make("unhandled", new Uri(address), inflater))
        {
            await cluster.SpawnAsync();
            await cluster.ReadyAsync();
            await Idling.RunAsync();
        }

        break;
    case ["burst", var handling, var inflater, var address, var shards]:
        await using (var cluster = Bot.Make(handling, new Uri(address), inflater))
        {
            await Burst.RunAsync(cluster, Number(shards));
        }

        break;
    case ["allocation", var handling, var address, var events]:
        await Allocation.RunAsync(handling, new Uri(address), Number(events));
        break;
    case ["measure", var folder, var peers, var pairs, var events, var commit, var output, .. var which]:
        var figures = new Figures();
        var laboratory = new Laboratory(folder, peers, Number(pairs), Number(events));
        Certificate.Make(laboratory.Certificate, laboratory.Trusted);
        foreach (var measurement in Measurements.Choose(which))
        {
            measurement.Run(laboratory, figures);
        }

        var record = new Record(figures.Rows(commit));
        record.Print();
        record.Write(output);
        break;
    default:
        Console.Error.WriteLine("usage: serve EVENTS SHARDS CERTIFICATE [tls] [zstd] [brisk] [burst] | load HANDLING INFLATER ADDRESS SHARDS EVENTS | idle INFLATER ADDRESS SHARDS | burst HANDLING INFLATER ADDRESS SHARDS | allocation HANDLING ADDRESS EVENTS | measure FOLDER PEERS PAIRS EVENTS COMMIT OUT [WHICH...]");
        return 2;
}

return 0;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
