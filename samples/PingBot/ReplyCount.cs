namespace PingBot;

/// <summary>The number of replies that Discord has accepted.</summary>
internal sealed class ReplyCount
{
    private int replies;

    public int Value => Volatile.Read(ref replies);

    public void Add() => Interlocked.Increment(ref replies);
}
