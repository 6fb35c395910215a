using System.Globalization;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>Measures reading the most used fields of a MESSAGE_CREATE: content, author id and guild id.</summary>
public class ViewBenchmarks
{
    private readonly byte[] data = Encoding.UTF8.GetBytes(Corpus.MessageData(1));

    [Benchmark(Baseline = true)]
    public ulong Document()
    {
        using var document = JsonDocument.Parse(data);
        var root = document.RootElement;
        bool isPing = root.GetProperty("content").ValueEquals("!ping"u8);
        ulong author = ulong.Parse(root.GetProperty("author").GetProperty("id").GetString()!, CultureInfo.InvariantCulture);
        ulong guild = ulong.Parse(root.GetProperty("guild_id").GetString()!, CultureInfo.InvariantCulture);
        return isPing ? 0 : author + guild;
    }

    /// <summary>Plain classes with all fields of the model, read by reflection-based System.Text.Json.</summary>
    [Benchmark]
    public ulong Reflection()
    {
        var message = JsonSerializer.Deserialize<Reading.Plain.MessageCreate>((ReadOnlySpan<byte>)data, PlainJson.AsNamed)!;
        return message.Content == "!ping" ? 0 : message.Author!.Id + (message.GuildId ?? 0);
    }

    [Benchmark]
    public ulong Model()
    {
        var state = default(DispatchState);
        var message = new Dispatch("MESSAGE_CREATE"u8, data, 1, ref state).Model<MessageCreate>();
        return message.Content == "!ping" ? 0 : message.Author.Id + (message.GuildId ?? 0);
    }

    [Benchmark]
    public ulong View()
    {
        var state = default(DispatchState);
        var message = new Dispatch("MESSAGE_CREATE"u8, data, 1, ref state).View<MessageCreate.View>();
        return message.Content.Equals("!ping"u8) ? 0 : message.Author.Id + (message.GuildId ?? 0);
    }

    /// <summary>A view that reads one field in the middle of the payload.</summary>
    [Benchmark]
    public bool ViewOfContent()
    {
        var state = default(DispatchState);
        return new Dispatch("MESSAGE_CREATE"u8, data, 1, ref state).View<MessageCreate.View>().Content.Equals("!ping"u8);
    }
}
