using System.Globalization;

namespace Spectacles.Gateway.Tests.Transport;

public sealed unsafe class NativeBlockTests
{
    private const int Size = 3_000_000;

    [Fact]
    public void Native_block_keeps_its_content_when_it_grows()
    {
        var block = new NativeBlock();
        block.Resize(100_000);
        new Span<byte>(block.Start, 100_000).Fill(7);

        block.Resize(Size);

        Assert.Equal(-1, new Span<byte>(block.Start, 100_000).IndexOfAnyExcept((byte)7));
        block.Start[Size - 1] = 9;
        Assert.Equal(Size, block.Size);
        block.Free();
    }

    [Fact]
    public void Native_block_can_be_freed_twice_and_reused()
    {
        var block = new NativeBlock();
        block.Free();
        block.Resize(Size);
        block.Free();
        block.Free();
        Assert.True(block.Start is null);

        block.Resize(10);
        block.Start[9] = 1;
        block.Free();
    }

    [Fact]
    public void Used_memory_of_a_native_block_is_resident_only_until_it_is_freed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc is Linux's");
        var block = new NativeBlock();
        block.Resize(64 * Size);
        nint start = (nint)block.Start;
        new Span<byte>(block.Start, 64 * Size).Fill(1);
        Assert.True(IsMapped(start));

        block.Free();

        Assert.False(IsMapped(start + (32 * Size)));
    }

    private static bool IsMapped(nint address) => File.ReadLines("/proc/self/maps")
        .Select(
            line =>
                line.Split(' ')[0]
                    .Split('-')
                    .Select(bound => nint.Parse(bound, NumberStyles.HexNumber, CultureInfo.InvariantCulture))
                    .ToArray())
        .Any(range => range[0] <= address && address < range[1]);
}
