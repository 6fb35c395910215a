using System.Globalization;

namespace Spectacles.Gateway.Testing;

/// <summary>What a test sees, and waits for.</summary>
internal static class ObservationActions
{
    private const double DefaultTimeout = 10;

    public static async Task<ControlAnswer> WaitAsync(ControlRequest request)
    {
        string? kind = request.Query("kind");
        string contains = request.Query("contains") ?? "";
        double timeout = request.Query("timeout") is { } seconds ? double.Parse(seconds, CultureInfo.InvariantCulture) : DefaultTimeout;
        var line = await WaitForLineAsync(
            request,
            After(request),
            TimeSpan.FromSeconds(timeout),
            line => (kind is null || line.Kind == kind) && line.Json.Contains(contains, StringComparison.Ordinal));
        return ControlAnswer.Ok(writer => writer.WriteRawValue(line.Json, skipInputValidation: true));
    }

    public static Task<ControlAnswer> GetTranscript(ControlRequest request)
    {
        long after = After(request);
        return Task.FromResult(ControlAnswer.Lines(request.Gateway.Transcript.Lines.Where(line => line.Number > after)));
    }

    public static Task<ControlAnswer> GetRoutes(ControlRequest request) => Task.FromResult(ControlAnswer.Ok(static writer =>
    {
        writer.WriteStartArray();
        foreach (var route in ApiDocument.V10.Routes.OrderBy(route => route.Template, StringComparer.Ordinal).ThenBy(route => route.Method))
        {
            writer.WriteStartObject();
            writer.WriteString("method", route.Method);
            writer.WriteString("path", route.Template);
            writer.WriteBoolean("simulated", RestRoutes.All.Find(route) is not null);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }));

    public static Task<ControlAnswer> GetCounters(ControlRequest request) => Task.FromResult(ControlAnswer.Ok(writer =>
    {
        var counters = request.Gateway.Counters;
        writer.WriteStartObject();
        writer.WriteNumber("connections", counters.Connections);
        writer.WriteNumber("identifies", counters.Identifies);
        writer.WriteNumber("resumes", counters.Resumes);
        writer.WriteNumber("dispatched", counters.Dispatched);
        writer.WriteNumber("replies", counters.Replies);
        writer.WriteNumber("unknown_routes", counters.UnknownRoutes);
        writer.WriteStartArray("violations");
        foreach (var violation in request.Gateway.Violations)
        {
            writer.WriteStringValue(violation.Detail);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }));

    /// <summary>Waits in real time, because the caller does.</summary>
    /// <exception cref="TimeoutException">There is no such line in time.</exception>
    public static async Task<TranscriptLine> WaitForLineAsync(
        ControlRequest request, long after, TimeSpan timeout, Func<TranscriptLine, bool> matches)
    {
        using var limit = new CancellationTokenSource(timeout, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, request.Aborted);
        try
        {
            return await request.Gateway.Transcript.WaitForLineAsync(after, matches, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }

    private static long After(ControlRequest request) =>
        request.Query("after") is { } after ? (long)decimal.Parse(after, NumberStyles.Float, CultureInfo.InvariantCulture) : 0;
}
