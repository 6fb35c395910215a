using Fuzz.Engine;
using Fuzz.Memory;

namespace Fuzz.Targets;

/// <summary>Targets with a planted fault. Tests check that the fuzzer finds a fault of each kind.</summary>
/// <param name="name">The name, which describes the fault.</param>
/// <param name="fault">The fault, which occurs when an input contains <c>0xF5</c>.</param>
internal sealed class PlantedTarget(string name, Action<GuardedBytes> fault) : IFuzzTarget
{
    private readonly GuardedBytes guarded = new();

    public static IReadOnlyList<PlantedTarget> All { get; } =
    [
        new("planted-exception", _ => throw new InvalidOperationException("A planted fault.")),
        new("planted-overread", guarded => OverRead(guarded)),
        new("planted-overrun", _ => NativeOverrun(past: true)),
        new("planted-underrun", _ => NativeOverrun(past: false)),
        new("planted-hang", _ =>
        {
            while (true)
            {
            }
        }),
    ];

    public string Name { get; } = name;

    public bool IsJson => false;

    public IReadOnlyList<byte[]> Tokens => [];

    public IEnumerable<byte[]> Samples => [[.. "nothing"u8]];

    public byte[]? Generate(Random random) => null;

    public string Run(byte[] input)
    {
        if (input.Contains((byte)0xF5))
        {
            fault(guarded);
        }

        return "fine";
    }

    private static unsafe void OverRead(GuardedBytes guarded)
    {
        fixed (byte* bytes = guarded.Place("abc"u8).Span)
        {
            _ = Volatile.Read(ref bytes[3]);
        }
    }

    private static unsafe void NativeOverrun(bool past)
    {
        var block = new Spectacles.Gateway.NativeBlock();
        block.Resize(100);
        block.Start[past ? block.Size : -1] = 1;
        block.Free();
    }
}
