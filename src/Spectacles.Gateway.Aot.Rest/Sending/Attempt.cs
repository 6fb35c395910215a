using System.Net;

namespace Spectacles.Gateway.Rest;

/// <summary>What came of sending a request once.</summary>
/// <param name="Outcome">Whether the call is over.</param>
/// <param name="Status">The status of the answer; 0 if there was none.</param>
/// <param name="Answer">The answer of a call that is over.</param>
internal readonly record struct Attempt(AttemptOutcome Outcome, HttpStatusCode Status, RestAnswer Answer = default);
