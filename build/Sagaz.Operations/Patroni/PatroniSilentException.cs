using Sagaz.Core.Errors;

namespace Sagaz.Operations.Patroni;

/// <summary>A member's Patroni gave no answer on its REST API. It closes its port for a moment while it takes a new certificate.</summary>
/// <param name="sentence">What was asked.</param>
/// <param name="address">Where.</param>
/// <param name="remedy">What to do.</param>
/// <param name="innerException">How the connection ended; null where it was not looked at.</param>
public sealed class PatroniSilentException(string sentence, Uri address, string remedy, Exception? innerException = null)
    : OperationFailedException(sentence, [$"asked: {address}"], remedy, innerException);
