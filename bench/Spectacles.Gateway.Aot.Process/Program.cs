using System.Globalization;
using System.Text.Json;
using Spectacles.Gateway.WholeProcess;

// serve EVENTS SHARDS | floor PORT EVENTS | unhandled|view|typed own|zlib PORT EVENTS | conduct JIT AOT PAIRS EVENTS COMMIT OUT
switch (args)
{
    case ["serve", var events, var shards]:
        await new TapeServer(Tape.Make(Number(events)), Number(shards)).RunAsync();
        break;
    case ["floor", var port, var events]:
        await FloorClient.RunAsync(Number(port), Number(events));
        break;
    case ["unhandled" or "view" or "typed", var inflater and ("own" or "zlib"), var port, var events]:
        await ClusterClient.RunAsync(args[0], inflater == "zlib", Number(port), Number(events));
        break;
    case ["conduct", var jit, var aot, var pairs, var events, var commit, var output]:
        var builds = new Dictionary<string, string> { ["jit"] = jit, ["aot"] = aot };
        var rows = new Conductor(jit, builds, Number(pairs), Number(events), commit).Run();
        File.WriteAllText(output, JsonSerializer.Serialize(rows, RowsContext.Default.ListRow) + "\n");
        File.WriteAllText(Path.ChangeExtension(output, ".md"), Report.Write(rows));
        foreach (var row in rows)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Name,-24} {row.Value,10:F2} {row.Unit,-16} {(row.Goal is null ? "" : row.IsMissed ? $"missed: {row.Goal}" : $"reached: {row.Goal}"),-16} [{row.Spread[0]:F2} .. {row.Spread[1]:F2}]"));
        }

        break;
    default:
        Console.Error.WriteLine("usage: serve EVENTS SHARDS | floor PORT EVENTS | unhandled|view|typed own|zlib PORT EVENTS | conduct JIT AOT PAIRS EVENTS COMMIT OUT");
        return 2;
}

return 0;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
