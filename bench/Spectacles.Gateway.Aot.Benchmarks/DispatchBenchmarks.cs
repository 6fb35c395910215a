using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>Measures the generated dispatch, from the event name and the bytes of d to the user's method.</summary>
public class DispatchBenchmarks
{
    private readonly byte[] data = Encoding.UTF8.GetBytes(Corpus.MessageData(1));
    private readonly BenchHandler handler = new();
    private readonly HandlerTable table;
    private DispatchState state;

    public DispatchBenchmarks() =>
        table = new HandlerTable(((IGatewayHandler)handler).Methods.Select((method, index) => new HandlerCall(handler, index, method)));

    /// <summary>Builds a DOM, as most libraries do before they know whether there is a handler.</summary>
    [Benchmark(Baseline = true)]
    public int JsonDocumentParse()
    {
        using var document = JsonDocument.Parse(data);
        return document.RootElement.GetProperty("content").GetString()!.Length;
    }

    [Benchmark]
    public int SystemTextJson() => JsonSerializer.Deserialize(data, GatewayJsonContext.Default.MessageCreate)!.Content.Length;

    [Benchmark]
    public void Unhandled() => Dispatch("TYPING_START"u8);

    [Benchmark]
    public void Raw() => Dispatch("MESSAGE_UPDATE"u8);

    [Benchmark]
    public void Typed() => Dispatch("MESSAGE_CREATE"u8);

    private void Dispatch(ReadOnlySpan<byte> name)
    {
        state = default;
        var dispatch = new Dispatch(name, data, 1, ref state);
        foreach (var call in table.Find(name))
        {
            _ = call.Handler.InvokeAsync(call.Index, dispatch, null!, CancellationToken.None);
        }
    }
}
