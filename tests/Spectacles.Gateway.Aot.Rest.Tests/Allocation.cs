namespace Spectacles.Gateway.Rest.Tests;

/// <summary>What a call allocates on this thread.</summary>
internal static class Allocation
{
    /// <summary>Returns the bytes that a call allocates, after others that have compiled it.</summary>
    public static long Of(Action call)
    {
        for (int warmUp = 0; warmUp < 3; warmUp++)
        {
            call();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        call();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Fails if formatting a value as text or as UTF-8 allocates, or if the two and ToString are not equal.</summary>
    public static void AssertNoneWhenFormatted<T>(T value) where T : ISpanFormattable, IUtf8SpanFormattable
    {
        string expected = value.ToString()!;
        char[] text = new char[expected.Length];
        byte[] utf8 = new byte[System.Text.Encoding.UTF8.GetByteCount(expected)];
        int chars = 0;
        int bytes = 0;
        Assert.Equal(0, Of(() => value.TryFormat(text, out chars, default, null)));
        Assert.Equal(0, Of(() => value.TryFormat(utf8, out bytes, default, null)));
        Assert.Equal((expected, utf8.Length), (new string(text, 0, chars), bytes));
        Assert.Equal(expected, System.Text.Encoding.UTF8.GetString(utf8));
        Assert.Equal(expected, $"{value}");
        Assert.False(expected.Length > 0 && value.TryFormat(text.AsSpan(1), out _, default, null));
        Assert.False(expected.Length > 0 && value.TryFormat(utf8.AsSpan(1), out _, default, null));
    }
}
