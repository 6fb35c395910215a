using System.Diagnostics.Metrics;

namespace Spectacles.Gateway.Rest;

/// <summary>
/// The instruments whose values are read when metrics are collected: sums over the clients of the process. They do not keep a client alive
/// that was not disposed.
/// </summary>
internal sealed class ObservedClients
{
    private readonly ObservedObjects<RateLimits> clients = new();

    public ObservedClients(Meter meter)
    {
        meter.CreateObservableUpDownCounter(
            "spectacles.rest.calls.waiting", () => Sum(static limits => limits.Waiting), "{call}", "The calls that wait for a rate limit.");
        meter.CreateObservableGauge(
            "spectacles.rest.requests.invalid",
            () => Sum(static limits => limits.InvalidRequests),
            "{request}",
            "The requests of the last ten minutes that count towards Discord's ban of the address.");
    }

    public void Enter(RateLimits limits) => clients.Enter(limits);

    public void Leave(RateLimits limits) => clients.Leave(limits);

    private long Sum(Func<RateLimits, int> read)
    {
        long sum = 0;
        foreach (var limits in clients.Present())
        {
            sum += read(limits);
        }

        return sum;
    }
}
