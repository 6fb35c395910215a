using System.Globalization;
using Spectacles.Gateway.Reading;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>What reading allocates beside the size of what it returns.</summary>
internal static class GraphTable
{
    public static void Print()
    {
        Console.WriteLine("| Payload | Into | Allocated | Object graph | Excess |");
        Console.WriteLine("|---|---|---:|---:|---:|");
        foreach (var reading in ReadingCase.All)
        {
            Print(reading.Name, "model", reading.Model);
            Print(reading.Name, "plain class", reading.Plain);
        }
    }

    private static void Print(string name, string into, Func<object> read)
    {
        object first = read();
        long before = GC.GetAllocatedBytesForCurrentThread();
        object second = read();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        long graph = new ObjectGraph(second).BytesBeside(new ObjectGraph(first));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {into} | {allocated:N0} B | {graph:N0} B | {allocated - graph:N0} B |"));
    }
}
