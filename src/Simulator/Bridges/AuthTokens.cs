namespace CmsOrchestrator.Simulator;

/// <summary>The tokens of one bridge. Thread-safe. Remembers the last 1,000; an older one is unknown.</summary>
internal sealed class AuthTokens(ServerBehaviour behaviour, TimeProvider time)
{
    private const int Capacity = 1_000;

    private readonly Lock _gate = new();
    private readonly OrderedDictionary<string, (long IssuedAt, bool IsUsed)> _tokens = [];
    private int _count;

    /// <summary>How many it ever gave out.</summary>
    public int Count => Volatile.Read(ref _count);

    public string Issue()
    {
        var token = Guid.NewGuid().ToString("D");
        lock (_gate)
        {
            _count++;
            _tokens.Add(token, (time.GetTimestamp(), false));
            if (_tokens.Count > Capacity)
            {
                _tokens.RemoveAt(0);
            }
        }

        return token;
    }

    /// <summary>Those that are remembered.</summary>
    public IReadOnlyList<string> Issued
    {
        get
        {
            lock (_gate)
            {
                return [.. _tokens.Keys];
            }
        }
    }

    public TokenState Use(string token)
    {
        lock (_gate)
        {
            if (!_tokens.TryGetValue(token, out var known) || time.GetElapsedTime(known.IssuedAt) > behaviour.TokenLifetime)
            {
                return TokenState.Unknown;
            }

            if (known.IsUsed && behaviour.TokensWorkOnce)
            {
                return TokenState.Used;
            }

            _tokens[token] = (known.IssuedAt, true);
            return TokenState.Good;
        }
    }

    /// <summary>A restarted bridge knows none of the tokens that it gave out.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _tokens.Clear();
        }
    }
}

/// <summary>What a token is worth.</summary>
internal enum TokenState
{
    Good,
    Used,

    /// <summary>Never issued, forgotten, or too old.</summary>
    Unknown,
}
