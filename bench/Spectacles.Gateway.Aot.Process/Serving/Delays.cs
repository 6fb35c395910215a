using System.Diagnostics;
using System.Globalization;

namespace Spectacles.Gateway.WholeProcess.Serving;

/// <summary>
/// The times from an interaction on the gateway's socket to its answer on the socket of the REST API, both at the server.
/// </summary>
/// <param name="interactions">The number of interactions, of which the first fifth is the warm-up.</param>
internal sealed class Delays(int interactions)
{
    /// <summary>The id of the first interaction; the others follow.</summary>
    public const ulong FirstId = 1410000000000000001;

    private readonly long[] begun = new long[interactions];
    private readonly List<double> milliseconds = [];
    private int sent;
    private int answered;

    /// <summary>Notes that the next interaction is about to be sent.</summary>
    public void Begin()
    {
        if (sent < interactions)
        {
            begun[sent++] = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>Notes an answer. After the last one it prints the result.</summary>
    /// <param name="request">The head of the request.</param>
    /// <param name="arrivedAt">When it arrived.</param>
    public void End(ReadOnlySpan<byte> request, long arrivedAt)
    {
        if (interactions == 0)
        {
            return;
        }

        var path = request[(request.IndexOf("/interactions/"u8) + "/interactions/"u8.Length)..];
        int number = (int)(ulong.Parse(path[..path.IndexOf((byte)'/')], CultureInfo.InvariantCulture) - FirstId);
        lock (milliseconds)
        {
            if (number >= WarmUp.Events(interactions))
            {
                milliseconds.Add(Stopwatch.GetElapsedTime(begun[number], arrivedAt).TotalMilliseconds);
            }

            if (++answered == interactions)
            {
                Print();
            }
        }
    }

    private void Print()
    {
        milliseconds.Sort();
        double seconds = Stopwatch.GetElapsedTime(begun[^milliseconds.Count], begun[^1]).TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"result median_ms={At(0.5):F3} p99_ms={At(0.99):F3} longest_ms={milliseconds[^1]:F3} "
            + $"rate={(milliseconds.Count - 1) / seconds:F1}"));
    }

    private double At(double part) => milliseconds[(int)(milliseconds.Count * part)];
}
