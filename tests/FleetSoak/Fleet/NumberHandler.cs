using System.Collections.Concurrent;
using System.Globalization;
using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace FleetSoak.Fleet;

/// <summary>
/// Reports the number of each event to the judge, before it is acknowledged: one line on standard output, which is in the kernel when the
/// handler ends, so that a kill does not remove it. One event in 50 is reported later than newer ones, and one in 200 fails the first time
/// that a process handles it.
/// </summary>
[GatewayEvent("MESSAGE_CREATE")]
internal sealed partial class NumberHandler
{
    /// <summary>The end of the line about an event whose handler is about to throw.</summary>
    public const string Failure = "failed";

    private const string Slow = "slow ";
    private const int DelayEvery = 50;
    private const int FailEvery = 200;

    private readonly ConcurrentDictionary<(int Shard, string Content), bool> failed = new();
    private readonly Lock gate = new();
    private int slowness;

    /// <summary>The line that tells a worker how long each of its calls takes.</summary>
    public static string Take(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{Slow}{(int)time.TotalMilliseconds}");

    /// <summary>The content of an event: the bot that it is for, and its number.</summary>
    public static string ContentOf(string bot, long number) => string.Create(CultureInfo.InvariantCulture, $"{bot} {number}");

    /// <summary>Changes how long each call takes if the line says so.</summary>
    public void Receive(string line)
    {
        if (line.StartsWith(Slow, StringComparison.Ordinal))
        {
            Volatile.Write(ref slowness, int.Parse(line[Slow.Length..], CultureInfo.InvariantCulture));
        }
    }

    public async ValueTask HandleAsync(MessageCreate message, Shard shard)
    {
        long number = long.Parse(message.Content.Split(' ')[1], CultureInfo.InvariantCulture);
        int delay = Volatile.Read(ref slowness) + (IsDelayed(number) ? 200 : 0);
        if (delay > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(delay), TimeProvider.System);
        }

        if (IsFailing(number) && failed.TryAdd((shard.Id, message.Content), true))
        {
            Write($"{shard.Id} {message.Content} {Failure}");
            throw new InvalidOperationException("this event fails once in each process");
        }

        Write($"{shard.Id} {message.Content}");
    }

    public static bool IsDelayed(long number) => number % DelayEvery == 0;

    public static bool IsFailing(long number) => number % FailEvery == FailEvery / 3;

    private void Write(FormattableString line)
    {
        lock (gate)
        {
            Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
        }
    }
}
