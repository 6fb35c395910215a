using System.Globalization;
using System.Runtime.CompilerServices;
using Spectacles.Gateway;

// Servers and measurements run with the JIT: the native executable contains only a bot.
switch (args)
{
    case ["serve", var events, var shards, var certificateFile, .. var how] when RuntimeFeature.IsDynamicCodeSupported:
        using (var door = new Door(how.Contains("tls") ? certificateFile : null))
        {
            bool bursts = how.Contains("burst");
            bool interacts = how.Contains("interactions");
            var tapes = how.Contains("zstd") ? TapeCompression.Zstd : TapeCompression.Zlib;
            var tape = bursts ? Tape.OfGuilds(Number(events), 2_000_000, tapes)
                : interacts ? Tape.OfInteractions(Number(events), tapes)
                : how.Contains("beats") ? Tape.OfIdle(tapes)
                : Tape.OfEvents(Number(events), WarmUp.Events(Number(events), how), tapes, door.GatewayUrl);
            var pause = bursts ? Burst.Settling * 2 : how.Contains("brisk") ? WarmUp.ShortPause : WarmUp.Pause;
            var timing = new Timing(pause, Pace.Of(how), how.Contains("close"));
            await new TapeServer(door, tape, Number(shards), timing, new Delays(interacts ? Number(events) : 0)).RunAsync();
        }

        break;
    case ["load", var handling, var compression, var address, var shards, var events, .. var how]:
        await using (var cluster = Bot.Make(handling, new Uri(address), compression, readerThreads: Setting.Of("readers", how)))
        {
            long measured = Number(events) - WarmUp.Events(Number(events), how);
            await Load.RunAsync(cluster, Number(shards), measured);
            if (how.Contains("reconnect"))
            {
                await Reconnection.RunAsync(cluster, Number(shards));
            }
        }

        break;
    case ["idle", var compression, var address, .. var how]:
        await using (var cluster = Bot.Make("unhandled", new Uri(address), compression, readerThreads: Setting.Of("readers", how)))
        {
            await cluster.SpawnAsync();
            await cluster.WaitForReadyAsync();
            await IdleRun.RunAsync(() => cluster.BroadcastAsync(new UpdatePresence(BotStatus.Idle)));
        }

        break;
    case ["burst", var handling, var compression, var address, var shards]:
        await using (var cluster = Bot.Make(handling, new Uri(address), compression))
        {
            await Burst.RunAsync(cluster, Number(shards));
        }

        break;
    case ["allocation", var handling, var address, var events]:
        await Allocation.RunAsync(handling, new Uri(address), Number(events));
        break;
    case ["inflate", var events]:
        Inflation.Run(Number(events));
        break;
    case
    [
        "measure", var folder, var peers, var pairs, var events, var commit, var output, .. var which,
    ] when RuntimeFeature.IsDynamicCodeSupported:
        var figures = new Figures();
        var laboratory = new MeasuredPrograms(folder, peers, Number(pairs), Number(events));
        Certificate.Make(laboratory.Certificate, laboratory.Trusted);
        foreach (var measurement in Measurements.Choose(which))
        {
            measurement.Run(laboratory, figures);
        }

        var record = new Record(figures.Rows(commit));
        record.Print();
        record.Write(output, keepsOthers: which.Length > 0);
        break;
    default:
        Console.Error.WriteLine("""
            usage:
              serve EVENTS SHARDS CERTIFICATE [tls] [zstd] [brisk] [burst] [interactions] [beats] [close]
                    [warmup=EVENTS] [every=MICROSECONDS] [batch=EVENTS]
              load HANDLING COMPRESSION ADDRESS SHARDS EVENTS [warmup=EVENTS] [readers=SHARDS] [reconnect]
              idle COMPRESSION ADDRESS
              burst HANDLING COMPRESSION ADDRESS SHARDS
              allocation HANDLING ADDRESS EVENTS
              inflate EVENTS
              measure FOLDER PEERS PAIRS EVENTS COMMIT OUT [WHICH...]
            """);
        return 2;
}

return 0;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
